using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class YamlTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("# c", "null")]
    [InlineData("a: 0x1F\nb: 0o17\nc: 017\nd: 1_000\ne: .5\nf: 1e3\ng: 0b11\nh: +5\ni: 08", """{"a":31,"b":15,"c":15,"d":1000,"e":0.5,"f":1000,"g":3,"h":5,"i":8}""")]
    [InlineData("j: y\nk: Off\nl: ~\nm: 2001-01-01\np: 190:20:30\no: 'yes'", """{"j":true,"k":false,"l":null,"m":"2001-01-01","p":"190:20:30","o":"yes"}""")]
    [InlineData("a: 18446744073709551615\nb: 99999999999999999999\nc: 1.0\nd: 1e400", """{"a":18446744073709551615,"b":100000000000000000000,"c":1,"d":"1e400"}""")]
    [InlineData("y: 1\n1: 2\n1.5: 3", """{"true":1,"1":2,"1.5":3}""")]
    [InlineData("base: &b {x: 1, z: 2}\nc:\n  <<: *b\n  x: 3\nd:\n  x: 3\n  <<: *b", """{"base":{"x":1,"z":2},"c":{"x":3,"z":2},"d":{"x":1,"z":2}}""")]
    [InlineData("a: !!binary aGk=\nb: !!str 5\nc: !!float 5\nd: !foo bar", """{"a":"hi","b":"5","c":5,"d":"bar"}""")]
    [InlineData("a: >\n  x\n  y\n\nb: |-\n  p\n  q", """{"a":"x y\n","b":"p\nq"}""")]
    [InlineData("""{"a":[1,2.50,"x",1.0]}""", """{"a":[1,2.5,"x",1]}""")]
    [InlineData("'a': b\n\"c\": {d, e: f}", """{"a":"b","c":{"d":null,"e":"f"}}""")]
    [InlineData("a: {\n\"b\": [1,\n2]\n}\nc: [d: e, ? f : g]", """{"a":{"b":[1,2]},"c":[{"d":"e"},{"f":"g"}]}""")]
    [InlineData("a: plain\n  goes on\n\n  further\nb: \"x\\\n  y\\u00e9\\t\"", """{"a":"plain goes on\nfurther","b":"xyé\t"}""")]
    [InlineData("a: |2\n   x\n  y\n\nb: >+\n p\n\n q\n\n", """{"a":" x\ny\n","b":"p\nq\n\n"}""")]
    [InlineData("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 5\n...\n", """{"a":"5"}""")]
    [InlineData("? |\n  k\n: v\n.inf: 1", """{"k\n":"v",".inf":1}""")]
    [InlineData("- - a\n  -\n-\n  b: c\n  d:\n  - e", """[["a",null],{"b":"c","d":["e"]}]""")]
    public void Text_Read_MeansWhatGoYamlReads(string yaml, string json) => Assert.Equal(json, YamlText.Parse(yaml).ToString());

    [Theory]
    [InlineData("a: b: c", "yaml: mapping values are not allowed in this context")]
    [InlineData("x: 1\ny: b: c", "yaml: line 2: mapping values are not allowed in this context")]
    [InlineData("a: [1,2", "yaml: line 1: did not find expected ',' or ']'")]
    [InlineData("x:\n  y: 1\n z: 2", "yaml: line 2: did not find expected key")]
    [InlineData("a: @b", "yaml: found character that cannot start any token")]
    [InlineData("a: 'x", "yaml: found unexpected end of stream")]
    [InlineData("a: *b", "yaml: unknown anchor 'b' referenced")]
    [InlineData("a: &x {b: *x}", "yaml: anchor 'x' value contains itself")]
    [InlineData("a: {{ x }}", "yaml: invalid map key: map[interface {}]interface {}{\"x\":interface {}(nil)}")]
    [InlineData("null: 4", "unsupported map key of type: %!s(<nil>), key: <nil>, value: 4")]
    [InlineData("<<: 1", "yaml: map merge requires map or sequence of maps as the value")]
    [InlineData("a: !!int x", "yaml: cannot decode !!str `x` as a !!int")]
    [InlineData("a: .inf", "json: unsupported value: +Inf")]
    [InlineData("\ta: 1", "yaml: found character that cannot start any token")]
    [InlineData("foo: bar\n\nbaz", "yaml: line 4: could not find expected ':'")]
    [InlineData("a: [\n1,\n2\n", "yaml: line 3: did not find expected ',' or ']'")]
    [InlineData("a: |\n x\n\ty\n", "yaml: line 3: found a tab character where an indentation space is expected")]
    [InlineData("a: *?", "yaml: did not find expected alphabetic or numeric character")]
    [InlineData("a: !<x", "yaml: did not find the expected '>'")]
    [InlineData("a: !e!x y", "yaml: found undefined tag handle")]
    [InlineData("%YAML 2.0\n---\na", "yaml: found incompatible YAML document")]
    [InlineData("a: 'x\n---\n", "yaml: line 2: found unexpected document indicator")]
    [InlineData("a: \u0001", "yaml: control characters are not allowed")]
    public void Text_Malformed_IsRefusedInGoYamlsWords(string yaml, string error) =>
        Assert.Equal(error, Assert.Throws<ValueFormatException>(() => YamlText.Parse(yaml)).Message);

    [Fact]
    public void DuplicateKeys_AreReportedWithTheirLines_AndTheLastOneWins()
    {
        var duplicates = new List<string>();

        var value = YamlText.Read("a: 1\nb:\n  c: 1\n  c: 2\na: 3", new YamlReadOptions { OnDuplicate = duplicates.Add });

        Assert.Equal("""{"a":3,"b":{"c":2}}""", value.ToString());
        Assert.Equal("yaml: unmarshal errors:\n  line 4: key \"c\" already set in map\n  line 5: key \"a\" already set in map", YamlReadOptions.Errors(duplicates));
    }

    [Fact]
    public void Aliases_ThatMultiplyTheDocument_AreRefused()
    {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Equal("yaml: document contains excessive aliasing", Assert.Throws<ValueFormatException>(() => YamlText.Parse(bomb)).Message);
    }

    [Fact]
    public void Nesting_TooDeep_IsRefusedAndNotACrash() =>
        Assert.Throws<ValueFormatException>(() => YamlText.Parse(string.Concat(Enumerable.Repeat("- ", 5000)) + "x"));

    [Fact]
    public void Stream_OfSeveralDocuments_GivesThoseThatAreNotEmpty() =>
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], YamlText.ParseAll("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n...\n").Select(v => v.ToString()));

    [Theory]
    [InlineData("""{"b":[1,{"c":[]}],"a":{}}""", "a: {}\nb:\n- 1\n- c: []\n")]
    [InlineData("""{"a1":1,"a10":2,"a2":3,"B":4,"_x":6,"1":7}""", "_x: 6\n\"1\": 7\nB: 4\na1: 1\na2: 3\na10: 2\n")]
    [InlineData("""["yes","1","","a: b","- x"," lead","@x","2001-01-01","1:30","it's","a\tb","😀"]""", "- \"yes\"\n- \"1\"\n- \"\"\n- 'a: b'\n- '- x'\n- ' lead'\n- '@x'\n- \"2001-01-01\"\n- \"1:30\"\n- it's\n- \"a\\tb\"\n- \"\\U0001F600\"\n")]
    [InlineData("""{"a":"l1\nl2","b":"l\n","c":"l\n\n","d":" i\n"}""", "a: |-\n  l1\n  l2\nb: |\n  l\nc: |+\n  l\n\nd: |2\n   i\n")]
    [InlineData("""{"a":1.0,"b":1e6,"c":-1.5,"d":18446744073709551615}""", "a: 1\nb: 1e+06\nc: -1.5\nd: 18446744073709551615\n")]
    [InlineData("""[[1,[2]],[]]""", "- - 1\n  - - 2\n- []\n")]
    public void Value_Written_LooksAsKubectlPrintsIt(string json, string yaml) => Assert.Equal(yaml, YamlText.Write(Value.Parse(json)));

    [Fact]
    public void LongText_Written_IsFoldedAtTheFirstSpaceBeyondColumnEighty()
    {
        var text = string.Join(' ', Enumerable.Repeat("lorem", 20));

        var yaml = YamlText.Write(MapValue.Of(("message", text)));

        Assert.Equal(2, yaml.TrimEnd().Split('\n').Length);
        Assert.Equal(text, ((MapValue)YamlText.Parse(yaml)).String("message"));
    }
}
