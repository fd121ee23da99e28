// Go 1.19, encoding/json: read into any, in which every number is a float64.
package main

import (
	"encoding/json"
	"os"
)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	var claim any
	json.Unmarshal(text, &claim)
	written, _ := json.MarshalIndent(claim, "", "  ")
	os.Stdout.Write(written)
}
