"""Handouts: the site's own pages on paper, as PDF that reads aloud and knows its edition."""
