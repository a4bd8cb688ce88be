"""How the tagger is trained: examples, damage, the network, the loop, and what ships of it."""
