"""The translator's desk: one HTML file that works without a network, and the small file that it hands back."""
