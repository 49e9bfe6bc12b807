"""Policy Archive: a searchable, citable archive of China technology policy."""
