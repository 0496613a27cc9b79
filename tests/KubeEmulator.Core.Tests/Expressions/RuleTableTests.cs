using KubeEmulator.Expressions;
using KubeEmulator.Kinds;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Expressions;

/// <summary>
/// What the genuine API-extensions library says of some 200 validation rules over schemas: why it refuses them, what
/// it estimates with the sizes of the schema, and what they cost and decide on a document. A running API-extensions
/// server gave the same refusals and cost factors.
/// </summary>
public sealed class RuleTableTests
{
    [Fact]
    public void Rules_OfTheTable_AnswerAsTheGenuineLibrary()
    {
        List<string> failures = [];
        var at = MapValue.Empty;
        foreach (var line in Tables.Read("rules.jsonl"))
        {
            if (line.ContainsKey("case"))
            {
                at = line;
            }
            else if (Check(at, line) is { } fault)
            {
                failures.Add($"{line.StringOrEmpty("rule")}: {fault}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join('\n', failures)}");
    }

    private static string? Check(MapValue @case, MapValue expected)
    {
        var type = SchemaType.Of(StructuralSchema.From(@case.Map("schema")), @case.Bool("root") == true)!.Type;
        var compilation = CelKubernetes.Environment.WithVariables(("self", type), ("oldSelf", type)).Compile(expected.StringOrEmpty("rule"));
        if (compilation.Program is not { } program)
        {
            var refusal = compilation.InstantiationError is { } error
                ? $"program instantiation failed: {error}"
                : $"compilation failed: {compilation.IssueText}";
            return refusal == expected.String("refused") ? null : refusal;
        }

        var estimate = program.EstimateCost(type).Max;
        var wanted = (NumberValue?)expected["estimate"];
        if (wanted is null || wanted.AsDouble != estimate)
        {
            return $"estimated {estimate}, expected {wanted}";
        }

        if (program.Variables.Contains("oldSelf") && @case["old"].IsNullOrAbsent())
        {
            return null;
        }

        var activation = new CelActivation().Set("self", CelConversion.FromJson(@case["object"]!, type));
        if (@case["old"] is { } old)
        {
            activation.Set("oldSelf", CelConversion.FromJson(old, type));
        }

        var result = program.Evaluate(activation, long.MaxValue);
        return (long)result.Cost == expected.Integer("cost") && result.IsTrue == expected.Bool("holds")
            ? null
            : $"{result.Value} {result.Error} at {result.Cost}, expected {expected}";
    }
}
