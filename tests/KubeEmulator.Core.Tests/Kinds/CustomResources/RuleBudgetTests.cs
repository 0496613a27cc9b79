using KubeEmulator.Core.Tests.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.CustomResources;

/// <summary>
/// Fifty rules at the limit of what a rule may cost: with sizes one apart, the genuine API-extensions server took the one and
/// refused the other with this factor.
/// </summary>
public class RuleBudgetTests
{
    private const string Definition =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"budgets.example.com"},"spec":{
          "group":"example.com","scope":"Namespaced","names":{"plural":"budgets","kind":"Budget"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"f":{}}}}}]}}
        """;

    [Fact]
    public async Task Rules_AtTheLimit_AreTakenAndRefusedAsByTheGenuineServer()
    {
        List<string> differences = [];
        foreach (var line in Tables.Read("budgets.jsonl"))
        {
            var (under, over) = (await ErrorsAsync(line, "under"), await ErrorsAsync(line, "over"));
            if (under.Count > 0 || over.Count != 1 || over[0] != line.StringOrEmpty("told"))
            {
                differences.Add($"{line.StringOrEmpty("name")}: [{string.Join(';', under)}] [{string.Join(';', over)}]");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static Task<IReadOnlyList<string>> ErrorsAsync(MapValue line, string member)
    {
        var schema = line.Map(member)!.With("x-kubernetes-validations", ListValue.Of(MapValue.Of(("rule", line["rule"]!))));
        return RuleTable.CreateAsync("apiextensions.k8s.io", "v1", "customresourcedefinitions", Definition, $"spec.versions.0.schema.openAPIV3Schema.properties.f={schema}");
    }
}
