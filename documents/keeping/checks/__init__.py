"""What must hold of the corpus: each rule one function, each breach a damage with a name, a place and a sentence."""
