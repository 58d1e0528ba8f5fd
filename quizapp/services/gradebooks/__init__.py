"""Reports of a class: gradebook, item report, files of grades."""
