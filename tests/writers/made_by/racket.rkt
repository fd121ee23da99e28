#lang racket/base
; Racket 8.7, json.
(require json)
(write-json (call-with-input-file (vector-ref (current-command-line-arguments) 0) read-json))
