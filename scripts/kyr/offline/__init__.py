"""The site without a network: folders, single files and ZIM files to pass on, their sums and signatures."""
