package registry

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strings"
	"time"

	"medsoc/expertise"
	"medsoc/store/wire"
)

// Challenges and tokens need no state: each carries its end and the registry's MAC over both. So a signed challenge gives a token as often as it
// is shown within its two minutes: whoever could repeat it has broken the secured line and holds the token already.
const (
	challengeTime = 2 * time.Minute
	tokenTime     = 15 * time.Minute
)

// mac is the registry's own mark over a label and parts.
func (r *Registry) mac(label string, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, r.keys.secret)
	h.Write([]byte(label))
	for _, p := range parts {
		var length [4]byte
		binary.BigEndian.PutUint32(length[:], uint32(len(p)))
		h.Write(length[:])
		h.Write(p)
	}
	return h.Sum(nil)
}

// challenge is 16 random bytes, the end in seconds and the MAC: 56 bytes.
func (r *Registry) challenge() wire.Challenge {
	nonce := make([]byte, 24, 56)
	rand.Read(nonce[:16])
	binary.BigEndian.PutUint64(nonce[16:], uint64(r.now().Add(challengeTime).Unix()))
	return wire.Challenge{Nonce: append(nonce, r.mac("challenge", nonce)...)}
}

func (r *Registry) challengeStands(nonce []byte) bool {
	return len(nonce) == 56 && hmac.Equal(r.mac("challenge", nonce[:24]), nonce[24:]) && r.now().Unix() < int64(binary.BigEndian.Uint64(nonce[16:24]))
}

// token answers a signed challenge. Unknown desk, revoked desk, old challenge and wrong signature are answered alike.
func (r *Registry) token(t *tx, q wire.TokenRequest) (wire.Token, error) {
	d, known, err := t.desk(q.Desk)
	if err != nil {
		return wire.Token{}, err
	}
	if !known || d.Revoked || d.ID == r.id || !r.challengeStands(q.Nonce) || !expertise.VerifyES256(d.Signing, wire.TokenHash(q.Nonce), q.Signature) {
		return wire.Token{}, refuse(http.StatusUnauthorized, "desk.unknown", "the registry does not accept this desk: ask the ministry whether it is enrolled and not revoked")
	}
	expires := t.now.Add(tokenTime).Unix()
	end := binary.BigEndian.AppendUint64(nil, uint64(expires))
	text := strings.Join([]string{string(d.ID), encode(end), encode(r.mac("token", []byte(d.ID), end))}, ".")
	return wire.Token{Token: text, Expires: expires}, nil
}

// tokenDesk reads a token; false when it is not ours or has ended.
func (r *Registry) tokenDesk(text string) (expertise.DeskID, bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 || len(text) > 256 {
		return "", false
	}
	end, err1 := base64.RawURLEncoding.DecodeString(parts[1])
	mac, err2 := base64.RawURLEncoding.DecodeString(parts[2])
	if err1 != nil || err2 != nil || len(end) != 8 || !hmac.Equal(mac, r.mac("token", []byte(parts[0]), end)) {
		return "", false
	}
	return expertise.DeskID(parts[0]), r.now().Unix() < int64(binary.BigEndian.Uint64(end))
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// bearer takes the token out of a request.
func bearer(req *http.Request) string {
	scheme, token, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}
