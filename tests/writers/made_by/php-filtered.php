<?php // PHP 8.2 (php-cli): the demandes that are left of a list once others are filtered out.
$claim = json_decode(file_get_contents($argv[1]), true);
$claim['lignesImport'] = array_filter([null, ...$claim['lignesImport']]);
echo json_encode($claim);
