"""How quickly the desk answers when the archive is large."""
