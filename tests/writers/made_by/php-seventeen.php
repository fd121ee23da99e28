<?php // PHP 8.2 (php-cli): serialize_precision = 17, as old configurations have it.
ini_set('serialize_precision', '17');
echo json_encode(json_decode(file_get_contents($argv[1])), JSON_PRESERVE_ZERO_FRACTION);
