"""What is done to the archive from the command line."""
