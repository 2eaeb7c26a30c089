package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/dell/gopowerstore"
)

// line is what came of one call, as the recipe reads it.
type line struct {
	Call         string `json:"call"`
	Expected     string `json:"expected"`
	IsAsExpected bool   `json:"isAsExpected"`
	Detail       string `json:"detail"`
}

func tell(call, expected string, isAsExpected bool, detail string) {
	text, _ := json.Marshal(line{call, expected, isAsExpected, strings.Join(strings.Fields(detail), " ")})
	fmt.Fprintln(os.Stdout, string(text))
}

func textOf(err error) string {
	var refusal gopowerstore.APIError
	if errors.As(err, &refusal) && refusal.ErrorMsg != nil {
		return fmt.Sprintf("%d %s", refusal.StatusCode, refusal.Message)
	}
	return err.Error()
}

// claim is a call that the simulator claims to answer: it does, and with what check holds for.
func claim[T any](call string, work func() (T, error), checks ...func(T) bool) T {
	value, err := work()
	if err != nil {
		tell(call, "answer", false, textOf(err))
		return value
	}
	for _, check := range checks {
		if !check(value) {
			tell(call, "answer", false, fmt.Sprintf("got %+v", value))
			return value
		}
	}
	tell(call, "answer", true, "")
	return value
}

// refusal is a call that the simulator claims to refuse, as the client can tell.
func refusal[T any](call string, work func() (T, error), isSo func(gopowerstore.APIError) bool) {
	value, err := work()
	if err == nil {
		tell(call, "refusal", false, fmt.Sprintf("got %+v", value))
		return
	}
	var refused gopowerstore.APIError
	tell(call, "refusal", errors.As(err, &refused) && isSo(refused), textOf(err))
}

// outside is a call for something that is no part of the import surface, and that the simulator does not claim.
func outside[T any](call string, work func() (T, error)) {
	_, err := work()
	if err == nil {
		tell(call, "none", true, "works all the same")
		return
	}
	var refused gopowerstore.APIError
	tell(call, "none", errors.As(err, &refused), textOf(err))
}
