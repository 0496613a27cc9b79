using KubeEmulator.Nodes.Stages;
using KubeEmulator.Nodes.Stages.Templates;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Stages;

public sealed class TemplateTests
{
    private const string Data = """
        {"name": "web", "count": 3, "ratio": 1.5, "on": true, "nothing": null, "tags": ["b", "a"], "map": {"z": 1, "y": {"x": "deep"}},
         "items": [{"name": "one", "size": 1}, {"name": "two", "size": 2}], "a-b": "dashed"}
        """;

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{ .name }}/{{ .count }}/{{ .ratio }}/{{ .on }}", "web/3/1.5/true")]
    [InlineData("{{ .nothing }} {{ .missing.deeper }}", "<no value> <no value>")]
    [InlineData("{{ .map }} {{ .tags }}", "map[y:map[x:deep] z:1] [b a]")]
    [InlineData("a {{- .name -}} b", "awebb")]
    [InlineData("a {{/* said\nnowhere */}}b{{- /* nor this */ -}} c", "a bc")]
    [InlineData("{{ \"a\\tb\\u0041\" }}{{ `r\\n` }}{{ 'x' }}{{ 0x10 }}{{ -2 }}", "a\tbAr\\n12016-2")]
    [InlineData("{{ if .on }}yes{{ else }}no{{ end }}{{ if .nothing }}yes{{ else if eq .name \"web\" }}web{{ else }}no{{ end }}", "yesweb")]
    [InlineData("{{ if not .tags }}none{{ else with .map.y }}{{ .x }}{{ end }}", "deep")]
    [InlineData("{{ with .map }}{{ .z }}{{ $.name }}{{ else }}-{{ end }}{{ with .nothing }}x{{ else }}{{ .name }}{{ end }}", "1webweb")]
    [InlineData("{{ range .items }}{{ .name }},{{ end }}", "one,two,")]
    [InlineData("{{ range $i, $item := .items }}{{ $i }}={{ $item.name }};{{ end }}", "0=one;1=two;")]
    [InlineData("{{ range $k, $v := .map }}{{ $k }} {{ end }}{{ range .missing }}x{{ else }}empty{{ end }}", "y z empty")]
    [InlineData("{{ range 3 }}{{ . }}{{ end }}", "012")]
    [InlineData("{{ range .tags }}{{ if eq . \"a\" }}{{ break }}{{ end }}{{ . }}{{ end }}{{ range .tags }}{{ if eq . \"b\" }}{{ continue }}{{ end }}{{ . }}{{ end }}", "ba")]
    [InlineData("{{ $x := 1 }}{{ if .on }}{{ $x = 2 }}{{ end }}{{ $x }}", "2")]
    [InlineData("{{ $x := 1 }}{{ range .items }}{{ $x := .size }}{{ end }}{{ $x }}", "1")]
    [InlineData("{{ index .tags 1 }}{{ index .map \"y\" \"x\" }}{{ (index .items 1).name }}{{ len .tags }}{{ index . \"a-b\" }}", "adeeptwo2dashed")]
    [InlineData("{{ or .nothing .name }}{{ or .nothing \"\" }}{{ and .on .count }}{{ and .nothing .name }}", "web3<no value>")]
    [InlineData("{{ .name | printf \"%s-%05d-%q\" \"x\" 7 }}", "x-00007-\"web\"")]
    [InlineData("{{ printf \"%-5s|%5.2f|%x|%t|%v|%%\" .name .ratio 255 .on .tags }}", "web  | 1.50|ff|true|[b a]|%")]
    [InlineData("{{ eq .name \"a\" \"web\" }} {{ ne .count 3 }} {{ lt 1 2 }} {{ ge \"b\" \"a\" }} {{ eq .missing \"x\" }}", "true false true true false")]
    [InlineData("{{ .name | upper | quote }} {{ default \"d\" .nothing }} {{ .name | trunc 2 }} {{ join \",\" .tags }}", "\"WEB\" d we b,a")]
    [InlineData("{{ add 1 2 3 }} {{ div 7 2 }} {{ mod 7 2 }} {{ max 1 5 2 }} {{ until 3 }} {{ int \"42\" }}", "6 3 1 5 [0 1 2] 42")]
    [InlineData("{{ $d := dict \"a\" 1 \"b\" .name }}{{ $d.b }}{{ hasKey $d \"a\" }}{{ keys $d }}{{ get $d \"none\" }}", "webtrue[a b]")]
    [InlineData("{{ list 1 2 | first }}{{ .tags | sortAlpha | last }}{{ has \"a\" .tags }}{{ ternary \"y\" \"n\" .on }}", "1btruey")]
    [InlineData("{{ Quote .name }} {{ Quote .count }} {{ Quote .nothing }}", "\"web\" \"3\" \"null\"")]
    [InlineData("x:{{ YAML .map 1 }}", "x:\n  \"y\":\n    x: deep\n  z: 1\n  ")]
    [InlineData("{{ define \"row\" }}<{{ .name }}>{{ end }}{{ range .items }}{{ template \"row\" . }}{{ end }}{{ block \"b\" .map }}{{ .z }}{{ end }}", "<one><two>1")]
    [InlineData("{{ Now }} {{ b64enc .name }} {{ toJson .tags }}", "2026-01-01T00:00:00Z d2Vi [\"b\",\"a\"]")]
    public void Template_Renders_AsGo(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ .name", "line 1: an action is not closed: }} is missing")]
    [InlineData("\n{{ if .name }}x", "line 2: {{if}} is not closed: {{end}} is missing")]
    [InlineData("x{{ end }}", "line 1: {{end}} has no beginning")]
    [InlineData("a\nb\n{{ nosuch 1 }}", "line 3: there is no function \"nosuch\"")]
    [InlineData("{{ $x }}", "line 1: the variable $x is not declared")]
    [InlineData("{{ if .on }}{{ $x := 1 }}{{ end }}{{ $x }}", "line 1: the variable $x is not declared")]
    [InlineData("{{ .name 1 }}", "line 1: \"name\" is not a function and takes no arguments")]
    [InlineData("{{ \"open }}", "line 1: a string is not closed")]
    [InlineData("{{ ( 1 }}", "line 1: a parenthesis is not closed")]
    [InlineData("{{ break }}", "line 1: {{break}} stands outside of a range")]
    [InlineData("{{ }}", "line 1: a value is missing")]
    [InlineData("{{ 1 ; 2 }}", "line 1: the character ';' means nothing in an action")]
    public void Template_ThatIsNone_IsRefusedWithItsLine(string template, string message) => Assert.Equal(message, Assert.Throws<TemplateException>(() => Render(template)).Message);

    [Theory]
    [InlineData("\n{{ index .tags 7 }}", "line 2: index: index out of range: 7")]
    [InlineData("{{ index .nothing \"x\" }}", "line 1: index: index of untyped nil")]
    [InlineData("{{ .name.first }}", "line 1: a string has no member \"first\"")]
    [InlineData("{{ range .name }}x{{ end }}", "line 1: range can't iterate over a string")]
    [InlineData("{{ lt .name 1 }}", "line 1: lt: incompatible types for comparison: string and int")]
    [InlineData("{{ div 1 0 }}", "line 1: div: division by zero")]
    [InlineData("{{ fail \"on purpose\" }}", "line 1: fail: on purpose")]
    [InlineData("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", "line 1: the template \"a\" calls itself without end")]
    [InlineData("{{ repeat 1000000 \"abcdef\" }}", "line 1: repeat: the text would be too long")]
    public void Template_ThatFails_SaysWhere(string template, string message) => Assert.Equal(message, Assert.Throws<TemplateException>(() => Render(template)).Message);

    private static string Render(string template)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return TemplateParser.Parse(template, StageFunctions.Names.Contains).Render(Value.Parse(Data), StageFunctions.With(() => start, start));
    }
}
