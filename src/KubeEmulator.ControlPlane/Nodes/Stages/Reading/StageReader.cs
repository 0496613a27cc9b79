using KubeEmulator.Expressions;
using KubeEmulator.Nodes.Stages.Queries;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Reading;

/// <summary>
/// Makes a Stage of its document. Everything is compiled here, so that what is wrong is told at once and all together; the fields
/// are those of kwok's <c>stage_types.go</c>, the older forms (<c>key</c>, <c>expressionFrom</c>, <c>next</c>) too.
/// </summary>
internal static class StageReader
{
    public const string ApiVersion = "kwok.x-k8s.io/v1alpha1";

    private static readonly string[] Operators = ["In", "NotIn", "Exists", "DoesNotExist"];

    /// <param name="document">The document.</param>
    /// <param name="where">What to begin messages with: file and document.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="conditions">Conditions said in C#.</param>
    /// <returns>Null where something is wrong.</returns>
    public static Stage? Read(MapValue document, string where, List<string> faults, params IReadOnlyList<Func<KubeObject, bool>> conditions)
    {
        var name = document.StringAt("metadata", "name") ?? "";
        var before = faults.Count;
        void Note(string fault) => faults.Add($"{where}{(name.Length == 0 ? "" : $", Stage {GoText.Quote(name)}")}: {fault}");
        if (name.Length == 0)
        {
            Note("metadata.name: is missing; give the Stage a name");
        }

        if (document.StringOrEmpty("apiVersion") != ApiVersion)
        {
            Note($"apiVersion: {GoText.Quote(document.StringOrEmpty("apiVersion"))} is not played; write {ApiVersion}");
        }

        var root = new StageFields(document, "", Note).Only("apiVersion", "kind", "metadata", "spec", "status");
        if (root.Fields("spec") is not { } spec)
        {
            root.Fault("spec", "is missing");
            return null;
        }

        spec.Only("resourceRef", "selector", "weight", "weightFrom", "delay", "next", "immediateNextStage", "steps");
        var target = Target(spec);
        var plan = new StagePlan
        {
            Selector = Selector(spec),
            Conditions = conditions,
            Weight = Number(spec, "weight", "weightFrom", 0),
            Delay = Delay(spec, out var jitter),
            Jitter = jitter,
            Steps = StageStepReader.Read(spec),
        };

        // Nothing more to do with it: the change comes back through the log in any case.
        _ = spec.Bool("immediateNextStage");
        return faults.Count == before ? new Stage(document, name, target, plan) : null;
    }

    private static GroupVersionKind Target(StageFields spec)
    {
        if (spec.Fields("resourceRef") is not { } reference)
        {
            spec.Fault("resourceRef", "is missing; write resourceRef: {apiGroup: v1, kind: Pod}");
            return default;
        }

        reference.Only("apiGroup", "kind");
        var version = GroupVersion.Parse(reference.String("apiGroup") is { Length: > 0 } given ? given : "v1");
        if (reference.String("kind") is not { Length: > 0 } kind)
        {
            reference.Fault("kind", "is missing; write the kind of the objects, such as Pod");
            return default;
        }

        if (version.Version.Contains('.', StringComparison.Ordinal))
        {
            reference.Fault("apiGroup", $"{GoText.Quote(version.ToString())} has no version; write it as in apiVersion: {version.Version}/v1");
        }

        return new GroupVersionKind(version.Group, version.Version, kind);
    }

    private static StageSelector? Selector(StageFields spec)
    {
        if (spec.Fields("selector") is not { } selector)
        {
            return null;
        }

        selector.Only("matchLabels", "matchAnnotations", "matchExpressions");
        var requirements = new List<StageRequirement>();
        var programs = new List<CelProgram>();
        foreach (var expression in selector.List("matchExpressions"))
        {
            expression.Only("cel", "jq", "key", "operator", "values");
            if (expression.Has("jq") || expression.Has("key"))
            {
                Add(requirements, Requirement(expression.Fields("jq")?.Only("key", "operator", "values") ?? expression));
            }
            else if (expression.Has("cel"))
            {
                Add(programs, Program(expression));
            }
            else
            {
                expression.Fault("key", "is missing; write a jq path such as .status.phase, or cel: {expression: ...}");
            }
        }

        return new StageSelector(LabelSelector.FromLabels(selector.TextMap("matchLabels")), LabelSelector.FromLabels(selector.TextMap("matchAnnotations")), requirements, programs);
    }

    private static StageRequirement? Requirement(StageFields fields)
    {
        var (@operator, values) = (fields.String("operator") ?? "", fields.Texts("values"));
        if (!Operators.Contains(@operator))
        {
            fields.Fault("operator", $"{GoText.Quote(@operator)} is not one of {string.Join(", ", Operators)}");
        }
        else if (@operator is "In" or "NotIn" && fields.Map["values"] is not ListValue { Count: > 0 })
        {
            fields.Fault("values", $"{@operator} needs at least one value");
        }
        else if (@operator is "Exists" or "DoesNotExist" && values.Count > 0)
        {
            fields.Fault("values", $"{@operator} takes no values; take them out, or write In");
        }

        return Query(fields, "key") is { } query ? new StageRequirement(query, @operator, values) : null;
    }

    private static StageNumber? Delay(StageFields spec, out StageNumber? jitter)
    {
        jitter = null;
        if (spec.Fields("delay") is not { } delay)
        {
            return null;
        }

        delay.Only("durationMilliseconds", "durationFrom", "jitterDurationMilliseconds", "jitterDurationFrom");
        if (delay.Has("jitterDurationMilliseconds") || delay.Has("jitterDurationFrom"))
        {
            jitter = Number(delay, "jitterDurationMilliseconds", "jitterDurationFrom", null);
        }

        return Number(delay, "durationMilliseconds", "durationFrom", 0);
    }

    private static StageNumber Number(StageFields fields, string @fixed, string from, long? otherwise)
    {
        var number = new StageNumber(fields.Count(@fixed) ?? otherwise);
        if (fields.Fields(from) is not { } source)
        {
            return number;
        }

        source.Only("cel", "jq", "expressionFrom");
        if (source.Has("cel"))
        {
            return number with { Program = Program(source) };
        }

        if (source.Fields("jq")?.Only("expression") is { } jq)
        {
            return number with { Query = Query(jq, "expression") };
        }

        return number with { Query = Query(source, "expressionFrom") };
    }

    private static JqQuery? Query(StageFields fields, string name)
    {
        if (fields.String(name) is not { Length: > 0 } text)
        {
            fields.Fault(name, "is missing; write a jq path such as .status.phase");
            return null;
        }

        try
        {
            return JqQuery.Parse(text);
        }
        catch (JqException wrong)
        {
            fields.Fault(name, $"{wrong.Message} (in {text})");
            return null;
        }
    }

    private static CelProgram? Program(StageFields fields)
    {
        var cel = fields.Fields("cel")?.Only("expression");
        if (cel?.String("expression") is not { Length: > 0 } text)
        {
            fields.Fault("cel.expression", "is missing; write an expression over self");
            return null;
        }

        var compilation = StageCel.Compile(text);
        if (compilation.Program is null)
        {
            cel.Fault("expression", compilation.InstantiationError ?? compilation.IssueText);
        }

        return compilation.Program;
    }

    private static void Add<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }
}
