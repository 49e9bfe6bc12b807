"""Speed, side by side: this archive and what a user would pick instead."""
