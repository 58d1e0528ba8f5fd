"""From documents to the published bank: plan, write, roll back."""
