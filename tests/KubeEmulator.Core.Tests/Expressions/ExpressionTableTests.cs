using KubeEmulator.Expressions;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Expressions;

/// <summary>
/// What the genuine library of Kubernetes 1.36 says of some 570 expressions: issues to the letter, values, errors,
/// costs and estimates.
/// </summary>
public sealed class ExpressionTableTests
{
    private static readonly CelEnvironment Environment = CelKubernetes.Environment.WithVariables(
        ("d", CelType.Dyn),
        ("i", CelType.Int),
        ("s", CelType.String),
        ("l", CelType.List(CelType.Int)),
        ("ls", CelType.List(CelType.String)),
        ("m", CelType.Map(CelType.String, CelType.String)));

    [Fact]
    public void Expressions_OfTheTable_AnswerAsTheGenuineLibrary()
    {
        List<string> failures = [];
        foreach (var expected in Tables.Read("expressions.jsonl"))
        {
            var fault = Check(expected);
            if (fault is not null)
            {
                failures.Add($"{expected.StringOrEmpty("e")}: {fault}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join('\n', failures)}");
    }

    private static string? Check(MapValue expected)
    {
        var compilation = Environment.Compile(expected.StringOrEmpty("e"));
        if (expected.StringOrEmpty("issues") != compilation.IssueText)
        {
            return $"issues {compilation.IssueText}, expected {expected.String("issues")}";
        }

        if (expected.String("instantiation") != compilation.InstantiationError)
        {
            return $"instantiation {compilation.InstantiationError}, expected {expected.String("instantiation")}";
        }

        if (compilation.Program is not { } program)
        {
            return null;
        }

        var result = program.Evaluate(Variables());
        if (expected.String("error") != result.Error || (long)result.Cost != expected.Integer("cost"))
        {
            return $"got {result.Value} {result.Error} at {result.Cost}, expected {expected}";
        }

        if (expected.String("value") is { } value && value != result.Value!.ToString())
        {
            return $"got {result.Value}, expected {value}";
        }

        var estimate = program.EstimateCost();
        return expected.List("estimate") is { } range && (estimate.Min != (ulong)((NumberValue)range[0]).AsDouble || estimate.Max != (ulong)((NumberValue)range[1]).AsDouble)
            ? $"estimated {estimate}, expected {range}"
            : null;
    }

    private static CelActivation Variables()
    {
        static CelValue Of(string json) => CelConversion.FromJson(Value.Parse(json), CelType.Dyn);
        return new CelActivation().Set("d", Of("{}")).Set("i", Of("3")).Set("s", Of("\"abc\"")).Set("l", Of("[1,2]"))
            .Set("ls", Of("[\"a\",\"b\"]")).Set("m", Of("{\"a\":\"x\"}"));
    }
}
