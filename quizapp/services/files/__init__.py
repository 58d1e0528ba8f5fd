"""Large files in and out: made and read by processes of their own."""
