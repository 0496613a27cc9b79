using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Tries <c>x-kubernetes-validations</c> without a cluster: the verdicts, and the value of each part of a rule.</summary>
public static class RuleExplainer
{
    /// <summary>The rules of a definition on an object, in the version that the object names.</summary>
    /// <param name="definition">The CustomResourceDefinition.</param>
    /// <param name="document">The object.</param>
    /// <param name="old">The object before an update; null for a create.</param>
    /// <exception cref="ArgumentException">The definition has no such version.</exception>
    public static RuleExplanation Explain(MapValue definition, MapValue document, MapValue? old = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(document);
        var version = GroupVersion.Parse(document.StringOrEmpty("apiVersion")).Version;
        var facts = new Definition(definition).Versions.FirstOrDefault(v => v.StringOrEmpty("name") == version)
            ?? throw new ArgumentException($"the definition has no version {GoText.Quote(version)}", nameof(document));
        var schema = StructuralSchema.From(facts.Map("schema")?.Map("openAPIV3Schema"));
        return Run(RuleTree.Of(schema), Defaulter.Default(document, schema), old is null ? null : Defaulter.Default(old, schema));
    }

    /// <summary>One rule on a value whose type nobody declared.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="self">The value.</param>
    /// <param name="oldSelf">The value before; null where there is none.</param>
    /// <exception cref="ArgumentException">The rule does not compile; the message is the compiler's, with position.</exception>
    public static RuleVerdict Explain(string rule, Value self, Value? oldSelf = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(self);
        var environment = CelKubernetes.Environment.WithVariables(("self", CelType.Dyn), ("oldSelf", CelType.Dyn));
        var compiled = environment.Compile(rule);
        var program = compiled.Program ?? throw new ArgumentException(compiled.InstantiationError ?? compiled.IssueText, nameof(rule));
        var activation = new CelActivation().Set("self", CelConversion.FromJson(self, CelType.Dyn));
        if (oldSelf is not null)
        {
            activation.Set("oldSelf", CelConversion.FromJson(oldSelf, CelType.Dyn));
        }

        return Verdict("", program, activation);
    }

    private static RuleExplanation Run(RuleTree? rules, MapValue document, MapValue? old)
    {
        var verdicts = new List<RuleVerdict>();
        var errors = new FieldErrors();
        if (rules is not null)
        {
            var run = new RuleRun(errors, static _ => { })
            {
                Observer = (path, rule, _, activation) => verdicts.Add(Verdict(path, rule.Program!, activation)),
            };
            run.Visit(rules, null, document, old, new Correlation(document, old, null, null));
        }

        return new RuleExplanation(verdicts, [.. errors.Select(e => e.ToString())]);
    }

    private static RuleVerdict Verdict(string path, CelProgram program, ICelActivation activation)
    {
        var told = program.Explain(activation);
        RuleStep[] steps = [.. told.Steps.Select(s => new RuleStep(s.Text, s.Line, s.Column + 1, Text(s.Value), s.Cost))];
        return new RuleVerdict(path, program.Text, told.Result.IsTrue, told.Result.Error ?? Text(told.Result.Value!), told.Result.Cost, steps);
    }

    private static string Text(CelValue value) => value.ToJson()?.ToString() ?? value.ToString() ?? "";
}
