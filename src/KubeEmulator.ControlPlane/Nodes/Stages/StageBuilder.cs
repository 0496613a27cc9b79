using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>
/// Says a Stage in C#: <c>Stage.For("Pod").Named("slow").When(".status.phase", "Pending").After(TimeSpan.FromSeconds(5))
/// .PatchStatus("phase: Running").Build()</c>. What is built is the same document that YAML would say. Not thread-safe.
/// </summary>
public sealed class StageBuilder
{
    private readonly MapValue _target;
    private readonly List<Value> _expressions = [];
    private readonly List<Value> _steps = [];
    private readonly List<Func<KubeObject, bool>> _conditions = [];
    private MapValue _labels = MapValue.Empty;
    private MapValue _annotations = MapValue.Empty;
    private MapValue _delay = MapValue.Empty;
    private string _name;
    private int _weight;
    private string? _weightFrom;

    internal StageBuilder(string kind, string apiGroup) =>
        (_target, _name) = (MapValue.Of(("apiGroup", apiGroup), ("kind", kind)), kind.ToLowerInvariant());

    /// <summary>Gives it a name; the kind in lower case where none is given.</summary>
    public StageBuilder Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        return this;
    }

    /// <summary>Only objects with this label.</summary>
    public StageBuilder WithLabel(string key, string value)
    {
        _labels = _labels.With(key, value);
        return this;
    }

    /// <summary>Only objects with this annotation.</summary>
    public StageBuilder WithAnnotation(string key, string value)
    {
        _annotations = _annotations.With(key, value);
        return this;
    }

    /// <summary>Only objects in which a jq path finds one of these values.</summary>
    public StageBuilder When(string path, params IReadOnlyList<string> values) => Expect(path, "In", values);

    /// <summary>Only objects in which a jq path finds none of these values.</summary>
    public StageBuilder Unless(string path, params IReadOnlyList<string> values) => Expect(path, "NotIn", values);

    /// <summary>Only objects in which a jq path finds something.</summary>
    public StageBuilder WhenExists(string path) => Expect(path, "Exists", []);

    /// <summary>Only objects in which a jq path finds nothing.</summary>
    public StageBuilder WhenMissing(string path) => Expect(path, "DoesNotExist", []);

    /// <summary>Only objects of which a CEL expression over <c>self</c> is true.</summary>
    public StageBuilder WhenCel(string expression)
    {
        _expressions.Add(MapValue.Of(("cel", MapValue.Of(("expression", expression)))));
        return this;
    }

    /// <summary>Only objects of which this is true. It is asked on every change and should do nothing else.</summary>
    public StageBuilder When(Func<KubeObject, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        _conditions.Add(condition);
        return this;
    }

    /// <summary>So long after the object came to match; with a second time, chosen between the two with the cluster's seed.</summary>
    public StageBuilder After(TimeSpan delay, TimeSpan? upTo = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        _delay = _delay.With("durationMilliseconds", (long)delay.TotalMilliseconds);
        if (upTo is { } end)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(end, delay, nameof(upTo));
            _delay = _delay.With("jitterDurationMilliseconds", (long)end.TotalMilliseconds);
        }

        return this;
    }

    /// <summary>After the time that a jq path finds in the object: a duration such as <c>5s</c>, or a point in time.</summary>
    public StageBuilder AfterFrom(string path)
    {
        _delay = _delay.With("durationFrom", MapValue.Of(("jq", MapValue.Of(("expression", path)))));
        return this;
    }

    /// <summary>How likely the Stage is among several that match; where all have 0 each is as likely as the others.</summary>
    public StageBuilder WithWeight(int weight, string? from = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        (_weight, _weightFrom) = (weight, from);
        return this;
    }

    /// <summary>Patches the status with what a Go template gives.</summary>
    public StageBuilder PatchStatus(string template) => Patch(template, "status", "status");

    /// <summary>Patches the object with what a Go template gives.</summary>
    /// <param name="template">The template; it gives YAML.</param>
    /// <param name="root">The member that the template is about; empty for the whole.</param>
    /// <param name="subresource">The subresource, or empty.</param>
    /// <param name="type"><c>json</c>, <c>merge</c> or <c>strategic</c>; null for the usual one of the kind.</param>
    /// <param name="asUser">Who patches, by the cluster's access rules; null for KWOK itself.</param>
    public StageBuilder Patch(string template, string root = "", string subresource = "", string? type = null, string? asUser = null) =>
        Step("patch", MapValue.Of(("template", template), ("root", root), ("subresource", subresource)), type, asUser);

    /// <summary>Creates the object that a Go template gives, or patches it where it is there.</summary>
    public StageBuilder Apply(string template, string subresource = "", string? type = null, string? asUser = null) =>
        Step("apply", MapValue.Of(("template", template), ("subresource", subresource)), type, asUser);

    /// <summary>Records an Event about the object.</summary>
    public StageBuilder Event(string type, string reason, string message) =>
        Step("event", MapValue.Of(("type", type), ("reason", reason), ("message", message)), null, null);

    /// <summary>Adds finalizers.</summary>
    public StageBuilder AddFinalizers(params IReadOnlyList<string> finalizers) => Step("finalizers", MapValue.Of(("add", Items(finalizers))), null, null);

    /// <summary>Removes finalizers.</summary>
    public StageBuilder RemoveFinalizers(params IReadOnlyList<string> finalizers) => Step("finalizers", MapValue.Of(("remove", Items(finalizers))), null, null);

    /// <summary>Deletes the object at once.</summary>
    public StageBuilder Delete()
    {
        _steps.Add(MapValue.Of(("delete", true)));
        return this;
    }

    /// <summary>The Stage.</summary>
    /// <exception cref="StageException">Something of it cannot be read; the message names every fault.</exception>
    public Stage Build()
    {
        var spec = new MapBuilder
        {
            { "resourceRef", _target },
            { "selector", MapValue.Of(("matchLabels", _labels), ("matchAnnotations", _annotations), ("matchExpressions", ListValue.From(_expressions))) },
            { "weight", _weight },
            { "steps", ListValue.From(_steps) },
        };
        if (_delay.Count > 0)
        {
            spec["delay"] = _delay;
        }

        if (_weightFrom is not null)
        {
            spec["weightFrom"] = MapValue.Of(("jq", MapValue.Of(("expression", _weightFrom))));
        }

        return StageFiles.Read(
            MapValue.Of(("apiVersion", Reading.StageReader.ApiVersion), ("kind", "Stage"), ("metadata", MapValue.Of(("name", _name))), ("spec", spec.Build())),
            "the Stage said in C#",
            _conditions);
    }

    private StageBuilder Expect(string path, string @operator, IReadOnlyList<string> values)
    {
        _expressions.Add(MapValue.Of(("jq", MapValue.Of(("key", path), ("operator", @operator), ("values", ListValue.From(values.Select(v => (Value)v)))))));
        return this;
    }

    private StageBuilder Step(string name, MapValue said, string? type, string? asUser)
    {
        said = type is null ? said : said.With("type", type);
        said = asUser is null ? said : said.With("impersonation", MapValue.Of(("username", asUser)));
        _steps.Add(MapValue.Of((name, said)));
        return this;
    }

    private static ListValue Items(IReadOnlyList<string> values) => ListValue.From(values.Select(v => MapValue.Of(("value", v))));
}
