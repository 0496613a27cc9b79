using KubeEmulator;
using KubeEmulator.Kinds;
using KubeEmulator.Values;

namespace Recipes;

/// <summary>CEL rules tried without a cluster.</summary>
public sealed class RuleTests
{
    [Fact]
    public void Rule_IsExplainedPartByPart()
    {
        // snippet: rule
        var verdict = RuleExplainer.Explain("self.min <= self.replicas && self.replicas <= self.max", Value.Parse("""{"min":1,"max":3,"replicas":5}"""));

        Assert.False(verdict.Allowed);
        Assert.Contains(verdict.Steps, step => step.Text == "(self.replicas <= self.max)" && step.Value == "false");
        // end snippet
        Assert.InRange(verdict.Cost, 1UL, 20UL);
    }

    [Fact]
    public void Definition_IsExplainedOnAnObject()
    {
        var definition = (MapValue)YamlText.Parse("""
            spec:
              versions:
              - name: v1
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties: {replicas: {type: integer, default: 1}}
                        x-kubernetes-validations:
                        - {rule: self.replicas >= oldSelf.replicas, message: replicas never go down}
            """);

        // snippet: definition
        var explained = RuleExplainer.Explain(definition, Read("{apiVersion: example.com/v1, spec: {}}"), old: Read("{apiVersion: example.com/v1, spec: {replicas: 3}}"));

        Assert.Equal(["spec: Invalid value: replicas never go down"], explained.Errors);    // what a real server would answer
        // end snippet
    }

    private static MapValue Read(string yaml) => (MapValue)YamlText.Parse(yaml);
}
