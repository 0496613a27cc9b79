using KubeEmulator.Nodes.Stages.Queries;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Stages;

public sealed class JqQueryTests
{
    private const string Data = """
        {"metadata": {"name": "web", "labels": {"a.b/c": "true"}, "finalizers": []}, "n": 3, "list": [1, 2, 3],
         "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}, {"type": "Initialized", "status": "False"}]}}
        """;

    [Theory]
    [InlineData(".metadata.name", "[\"web\"]")]
    [InlineData(".metadata.labels[\"a.b/c\"]", "[\"true\"]")]
    [InlineData(".metadata.labels.\"a.b/c\"", "[\"true\"]")]
    [InlineData(".metadata.annotations[\"x\"]", "[]")]
    [InlineData(".status.conditions.[] | select( .type == \"Ready\" ) | .status", "[\"True\"]")]
    [InlineData(".status.conditions[].type", "[\"Ready\",\"Initialized\"]")]
    [InlineData(".status.conditions[-1].type", "[\"Initialized\"]")]
    [InlineData(".list[1:]", "[[2,3]]")]
    [InlineData(".list | length, .[0]", "[3,1]")]
    [InlineData(".missing // \"none\"", "[\"none\"]")]
    [InlineData(".n + 1, .n - 1, .n * 2, .n / 2, .n % 2", "[4,2,6,1.5,1]")]
    [InlineData(".n > 2 and .n < 4, (.n == 1 or .n == 3), (.n | not)", "[true,true,false]")]
    [InlineData("[.list[] | select(. >= 2)] | add", "[5]")]
    [InlineData("any(.status.conditions[]; .x)", null)]
    [InlineData(".status.conditions | any(.status == \"True\"), all(.status == \"True\")", "[true,false]")]
    [InlineData("if .n > 2 then \"big\" elif .n > 1 then \"two\" else \"small\" end", "[\"big\"]")]
    [InlineData(".metadata | has(\"name\"), has(\"uid\")", "[true,false]")]
    [InlineData(".metadata.name | startswith(\"w\"), test(\"^w.b$\"), ascii_upcase", "[true,true,\"WEB\"]")]
    [InlineData(".metadata.labels | keys, (to_entries | map(.value))", "[[\"a.b/c\"],[\"true\"]]")]
    [InlineData("[.. | .type? // empty] | join(\"-\")", "[\"Ready-Initialized\"]")]
    [InlineData("-.n, (.list | map(-.) | min)", "[-3,-3]")]
    [InlineData(".name.x?, .n.x?", "[]")]
    [InlineData(". | tostring | length > 10", "[true]")]
    public void Query_Finds_AsJq(string query, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<JqException>(() => JqQuery.Parse(query));
            return;
        }

        Assert.Equal(expected, ListValue.From(JqQuery.Parse(query).Execute(Value.Parse(Data))!).ToString());
    }

    [Theory]
    [InlineData(".missing.[]")]
    [InlineData(".n.x")]
    [InlineData(".n | startswith(\"x\")")]
    [InlineData(".n / 0")]
    public void Query_ThatFails_FindsNothing(string query) => Assert.Null(JqQuery.Parse(query).Execute(Value.Parse(Data)));

    [Theory]
    [InlineData(".a | | .b", "position 6: \"|\" is not understood here")]
    [InlineData(".a[", "position 4: the query ends where a value should be")]
    [InlineData(".a[1", "position 5: the query ends where \"]\" should be")]
    [InlineData("\"open", "position 1: a string is not closed")]
    [InlineData(".a as $x | $x", "position 7: the character '$' is not of the part of jq that is offered")]
    [InlineData(".a | reduce(.)", "position 6: \"reduce\" is not of the part of jq that is offered; CEL may say it: matchExpressions: [{cel: {expression: ...}}]")]
    [InlineData(".a b", "position 4: \"b\" is not understood here")]
    [InlineData("if .a then .b", "position 1: if without end")]
    [InlineData("", "position 1: the query ends where a value should be")]
    public void Query_ThatIsNone_IsRefusedWithItsPosition(string query, string message) => Assert.Equal(message, Assert.Throws<JqException>(() => JqQuery.Parse(query)).Message);

    [Fact]
    public void Query_OfAFunctionThatIsNotOffered_NamesThoseThatAre()
    {
        var message = Assert.Throws<JqException>(() => JqQuery.Parse(".a | nosuch")).Message;

        Assert.StartsWith("position 6: there is no function \"nosuch\" with 0 arguments here; there are add, all, all(f)", message, StringComparison.Ordinal);
    }
}
