"""What do the columns of a table mean? By their names, by their values, or by what a person says."""
