"""The five documents and everything a careful reader finds in them, by the codebook."""
