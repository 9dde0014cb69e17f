// Package detector finds data races (invented).
package detector

import "sync"

// Report is one data race found at run time.
type Report struct {
	RaceID   uint64
	RaceAddr uintptr
	Origin   string // goroutine it came from
	mu       sync.Mutex
}
