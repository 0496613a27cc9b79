using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Objects;

/// <summary>The public vectors of label and field selectors.</summary>
public sealed class SelectorReferenceTests
{
    private static readonly Dictionary<string, SelectionOperator> Operators = new(StringComparer.Ordinal)
    {
        ["in"] = SelectionOperator.In,
        ["notin"] = SelectionOperator.NotIn,
        ["="] = SelectionOperator.Equals,
        ["=="] = SelectionOperator.DoubleEquals,
        ["!="] = SelectionOperator.NotEquals,
        ["exists"] = SelectionOperator.Exists,
        ["!"] = SelectionOperator.DoesNotExist,
        [">"] = SelectionOperator.GreaterThan,
        ["gt"] = SelectionOperator.GreaterThan,
        ["<"] = SelectionOperator.LessThan,
        ["lt"] = SelectionOperator.LessThan,
    };

    [SharedFact]
    public void Texts_ReadAndWritten_AreAsRecorded()
    {
        Assert.All(Cases("restring"), item => Assert.Equal(item.StringOrEmpty("output"), LabelSelector.Parse(item.StringOrEmpty("input")).ToString()));
        Assert.All(Document().Strings("invalid"), text => Assert.False(LabelSelector.TryParse(text, out _, out _), text));
        Assert.All(Document().Strings("toString"), text => Assert.Equal(text, LabelSelector.Parse(text).ToString()));
        Assert.All(Document().List("sameSelector")!.OfType<ListValue>(), pair =>
            Assert.Equal(LabelSelector.Parse(((StringValue)pair[0]).Text).ToString(), LabelSelector.Parse(((StringValue)pair[1]).Text).ToString()));
    }

    [SharedFact]
    public void Labels_Matched_AreSelectedAsRecorded() =>
        Assert.All(Cases("matches"), item => Assert.Equal(item.Bool("match"), LabelSelector.Parse(item.StringOrEmpty("selector")).Matches(item.Map("labels"))));

    [SharedFact]
    public void Texts_Parsed_HaveTheRecordedRequirements()
    {
        foreach (var item in Cases("parse"))
        {
            var input = item.StringOrEmpty("input");
            Assert.True(LabelSelector.TryParse(input, out var selector, out _) == item.Bool("valid"), input);
            var expected = item.Maps("requirements").Select(r => $"{r.StringOrEmpty("key")} {Operators[r.StringOrEmpty("operator")]} {string.Join(',', r.Strings("values"))}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), (selector?.Requirements ?? []).Select(r => $"{r.Key} {r.Operator} {string.Join(',', r.Values)}").Order(StringComparer.Ordinal));
        }
    }

    [SharedFact]
    public void Requirements_Malformed_AreRefusedInTheRecordedWords()
    {
        foreach (var item in Cases("requirementErrors"))
        {
            Assert.False(LabelRequirement.TryCreate(item.StringOrEmpty("key"), Operators[item.StringOrEmpty("operator")], [.. item.Strings("values")], out _, out var error));
            Assert.Contains(item.StringOrEmpty("error"), error, StringComparison.Ordinal);
        }
    }

    [SharedFact]
    public void LabelSelectorMaps_Converted_AreAsRecorded()
    {
        foreach (var item in Cases("labelSelectorToString"))
        {
            var made = LabelSelector.TryFrom(item["labelSelector"], out var selector, out _);
            Assert.Equal(item.Bool("error") ?? false, !made);
            var expected = item.String("selector");
            Assert.Equal(expected == "(matches nothing)", made && selector!.MatchesNothing);
            Assert.Equal(expected == "(matches nothing)" ? "" : expected, selector?.ToString());
        }
    }

    [SharedFact]
    public void FieldSelectors_Split_AreAsRecorded()
    {
        foreach (var item in Cases("fieldSelectorTerms"))
        {
            Assert.Equal(item.Strings("terms"), FieldSelector.SplitTerms(item.StringOrEmpty("input")));
        }

        foreach (var item in Cases("fieldSelectorTerm"))
        {
            Assert.Equal(item.Bool("ok"), FieldSelector.TrySplitTerm(item.StringOrEmpty("input"), out var field, out var sign, out var value));
            Assert.Equal((item.StringOrEmpty("lhs"), item.StringOrEmpty("op"), item.StringOrEmpty("rhs")), (field, sign, value));
        }
    }

    private static MapValue Document() => (MapValue)Value.Parse(File.ReadAllBytes(SharedReference.PathOf("reference", "selector-cases.json")));

    private static IEnumerable<MapValue> Cases(string name) => Document().Maps(name);
}
