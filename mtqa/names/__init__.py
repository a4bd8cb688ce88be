"""Knowledge of names: the list, how the words of names are related, and how a garbled name is matched."""
