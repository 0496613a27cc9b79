: ${nope?}
