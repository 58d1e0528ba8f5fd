"""What is measured, counted or paid, by the forms it comes in."""
