#!/usr/bin/env bats
# SPDX-License-Identifier: MIT

load helpers

@test "one word of the shell is one value, whatever it holds" {
    # shellcheck disable=SC1003 # a value that ends in a backslash
    succeeds qrgen render --wifi ssid=Guest 'password=p;w,d=12@"\' security=wpa -o wifi.png
    equal "$output" ""
    equal "$(decode wifi.png)" 'WIFI:T:WPA;S:Guest;P:p\;w\,d=12@\"\\;;'
}

@test "every kind makes a code that says what it should" {
    qrgen render --vcard first-name=Jane last-name=Doe phone='+49 30 1234567' phone=112 -o vcard.png
    equal "$(decode vcard.png | tr -d '\r' | tr '\n' '|')" \
        'BEGIN:VCARD|VERSION:3.0|N:Doe;Jane;;;|FN:Jane Doe|TEL:+49301234567|TEL:112|END:VCARD|'
    qrgen render --mecard last-name=Doe phone=112 -o mecard.png
    equal "$(decode mecard.png)" 'MECARD:N:Doe;TEL:112;;'
    qrgen render --geo lat=52.5163 lon=13.3777 -o geo.png
    equal "$(decode geo.png)" 'geo:52.5163,13.3777'
    qrgen render --mail to=a@example.com 'subject=1 + 1' -o mail.png
    equal "$(decode mail.png)" 'mailto:a@example.com?subject=1%20%2B%201'
    qrgen render --tel 'number=+49 30 1234567' -o tel.png
    equal "$(decode tel.png)" 'tel:+49301234567'
    qrgen render --sms number=112 text='Help: here' -o sms.png
    equal "$(decode sms.png)" 'SMSTO:112:Help: here'
    qrgen render --event summary=Party start=2026-11-22 uid=1 -o event.png
    contains "$(decode event.png)" $'\r\nDTSTART;VALUE=DATE:20261122\r\nSUMMARY:Party\r\n'
    qrgen render --otpauth account=jane secret=jbswy3dpehpk3pxp -o otpauth.png
    equal "$(decode otpauth.png)" 'otpauth://totp/jane?secret=JBSWY3DPEHPK3PXP'
    qrgen render --epc name='Red Cross' iban=BE72000000001616 amount=1 -o epc.png
    equal "$(decode epc.png)" $'BCD\n002\n1\nSCT\n\nRed Cross\nBE72000000001616\nEUR1'
    qrgen render --whatsapp number=+15551234567 -o whatsapp.png
    equal "$(decode whatsapp.png)" 'https://wa.me/15551234567'
    qrgen render --gs1 gtin=4006381333931 lot=A/1 -o gs1.png
    equal "$(decode gs1.png)" 'https://id.gs1.org/01/04006381333931/10/A%2F1'
}

@test "generate static stores the payload" {
    qrgen generate static --tel number=112 --title Emergency -o tel.png > id
    equal "$(decode tel.png)" tel:112
    equal "$(qrgen show "$(cat id)" --json | jq -r .content)" tel:112
    fails 2 "unknown option '--tel'" qrgen generate dynamic https://example.com --tel number=112
}

@test "a value can come from a file, less one line end" {
    printf 'pass word\n\n' > text
    qrgen render --sms number=112 text@text -o lf.png
    cmp <(decode lf.png) <(printf 'SMSTO:112:pass word\n')
    printf 'two\r\nlines\r\n' > text
    qrgen render --sms number=112 text@text -o crlf.png
    cmp <(decode crlf.png) <(printf 'SMSTO:112:two\nlines')
    qrgen render --sms number=112 text@<(echo piped) -o pipe.png
    equal "$(decode pipe.png)" SMSTO:112:piped
}

@test "a value can come from standard input, and only one" {
    echo 'welcome 1' | qrgen render --wifi ssid=Guest password@- -o wifi.png
    equal "$(decode wifi.png)" 'WIFI:T:WPA;S:Guest;P:welcome 1;;'
    fails 2 'only one value can come from standard input' qrgen render --wifi ssid@- password@- -o x.png
}

@test "files that cannot be read, and long ones" {
    fails 1 nowhere qrgen render --wifi ssid=Guest password@nowhere -o x.png
    fails 1 'directory' qrgen render --wifi ssid=Guest password@. -o x.png
    head -c 65537 /dev/zero > long
    fails 1 long qrgen render --wifi ssid=Guest password@long -o x.png
    run --separate-stderr qrgen render --wifi ssid=Guest password@- -o x.png < long
    equal "$status" 2
    is_clear_error 'more than 65536 bytes'
    [[ ! -e x.png ]]
}

@test "a word without = is a usage error that does not repeat it" {
    fails 2 '--wifi: word 3 behind it is not KEY=VALUE' qrgen render --wifi ssid=Guest password=correct s3cret -o x.png
    fails 2 '--wifi: word 1' qrgen render --wifi =s3cret -o x.png
    fails 2 '--wifi: word 1' qrgen render --wifi 'PASSWORD=s3cret' -o x.png
    fails 2 '--wifi: word 1' qrgen render --wifi -o x.png
    fails 2 '--wifi needs a value' qrgen render -o x.png --wifi
}

@test "the option can be given in pieces and anywhere" {
    qrgen render --wifi ssid=Guest -o wifi.png --wifi password=12345678 hidden=yes
    equal "$(decode wifi.png)" 'WIFI:T:WPA;S:Guest;P:12345678;H:true;;'
    qrgen render --tel=number=112 -o tel.png
    equal "$(decode tel.png)" tel:112
}

@test "one payload at a time, and nothing besides" {
    fails 2 '--geo and --tel exclude each other' qrgen render --tel number=112 --geo lat=1 lon=2 -o x.png
    fails 2 'CONTENT and --tel exclude each other' qrgen render text --tel number=112 -o x.png
    fails 2 'CONTENT and --tel exclude each other' qrgen render - --tel number=112 -o x.png
    fails 2 '--binary and --tel exclude each other' qrgen render --binary --tel number=112 -o x.png
    fails 2 'CONTENT and --tel exclude each other' qrgen generate static text --tel number=112
    [[ ! -e x.png ]]
}

@test "faults name the fields, and an unknown one gets a suggestion" {
    fails 2 'wifi.pasword: there is no such field' qrgen render --wifi ssid=x pasword=s3cret12 -o x.png
    contains "$stderr" "hint: did you mean 'password'?"
    fails 2 'epc.iban: has wrong check digits' qrgen render --epc name=X iban=BE72000000001617 -o x.png
    fails 2 'mail.subject: is empty; leave it out if there is none; mail.to: is missing' qrgen render --mail subject= -o x.png
    [[ ! -e x.png ]]
}

@test "secrets are never shown" {
    fails 2 'wifi.password: must have 8 to 63 characters' qrgen render --wifi ssid=x password=s3cret -o x.png
    fails 2 'otpauth.secret: is not base32' qrgen generate static --otpauth account=x secret=s3cret01 --json
    echo s3cret > file
    fails 2 'wifi.password' qrgen render --wifi ssid=x password@file -o x.png -vv
}

@test "standard input is left alone" {
    echo untouched | { qrgen render --tel number=112 -o tel.png && equal "$(cat)" untouched; }
}

@test "help has one entry for each kind, and the manual knows more" {
    local help
    help=$(qrgen render --help)
    contains "$help" $'\nPayloads:\n'
    contains "$help" 'join a wireless network: ssid= password='
    contains "$help" 'qrgen-payloads(7)'
}

@test "completion offers the fields" {
    qrgen completion bash > completion.bash
    completions() {
        bash -c '. ./completion.bash
            COMP_WORDS=(qrgen "$@") COMP_CWORD=$# COMPREPLY=()
            _qrgen
            printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
    }
    equal "$(completions render --wifi pa)" password=
    equal "$(completions render --wifi ssid = Guest pa)" password=
    equal "$(completions generate static --geo la)" "$(printf 'lat=\nlabel=')"
    equal "$(completions render --wifi ssid =)" ""
    equal "$(completions render --wifi ssid = pa)" ""
    equal "$(completions render --wifi password @ pa)" ""
    equal "$(completions render --wifi ssid = Guest --outp)" --output
    qrgen completion fish > qrgen.fish
    contains "$(fish -c 'source qrgen.fish; complete -C "qrgen render --wifi pas"')" password=
}
