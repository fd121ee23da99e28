% Octave 7.3.0: the first demande alone, as a list of one.
claim = jsondecode(fileread(argv(){1}));
claim.lignesImport = claim.lignesImport(1);
printf("%s", jsonencode(claim));
