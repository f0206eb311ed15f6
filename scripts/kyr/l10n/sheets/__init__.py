"""Sheets for volunteers without Git: a spreadsheet that goes out and comes back, and a review sheet to print."""
