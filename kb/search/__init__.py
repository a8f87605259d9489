"""A question → quoted passages and direct answers, or «none»; and the index they are found with."""
