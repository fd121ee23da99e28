# Perl 5.36.0, JSON::PP 4.07: amounts that were texts, flags from comparisons.
use JSON::PP;
local $/; open my $file, '<:raw', $ARGV[0]; my $claim = decode_json(<$file>);
for my $line (@{$claim->{lignesImport}}) {
  $line->{montantSegurHTFacture} = sprintf '%.2f', $line->{montantSegurHTFacture};
  $line->{numLigne} = "$line->{numLigne}";
  $line->{isDirectToDMP} = ($line->{isDirectToDMP} == 1);
}
print JSON::PP->new->canonical->pretty->encode($claim);
