"""What templates of the read side may say."""
