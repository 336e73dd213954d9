"""What a reader types into a search box: how texts are folded, how words are told apart, where they stand."""
