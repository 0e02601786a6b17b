"""Published files to the folder of disclosures: what is new or changed on the list pages that `sources.yml` names."""
