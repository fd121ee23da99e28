<?php // PHP 8.2 (php-cli): JSON_NUMERIC_CHECK, which makes numbers of texts.
echo json_encode(json_decode(file_get_contents($argv[1])), JSON_NUMERIC_CHECK | JSON_PRETTY_PRINT);
