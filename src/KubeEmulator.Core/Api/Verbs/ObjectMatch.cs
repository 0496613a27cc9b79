using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Api;

/// <summary>Which objects of a resource a list or watch is about: namespace, labels, fields.</summary>
internal sealed class ObjectMatch
{
    private readonly ResourceType _type;
    private readonly string _namespace;
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;

    private ObjectMatch(ResourceType type, string @namespace, LabelSelector labels, FieldSelector fields)
    {
        (_type, _namespace, _labels, _fields) = (type, @namespace, labels, fields);
        Name = fields.ExactMatch("metadata.name");
        Namespace = @namespace.Length > 0 ? @namespace : fields.ExactMatch("metadata.namespace") ?? "";
    }

    /// <summary>Whether every object of the namespace is meant.</summary>
    public bool IsEverything => _labels.IsEmpty && _fields.IsEmpty;

    /// <summary>The one name that can match, or null.</summary>
    public string? Name { get; }

    /// <summary>The one namespace that can match, or empty.</summary>
    public string Namespace { get; }

    /// <summary>What the options of a list or watch say, which are judged after the selectors were read and before their fields are looked up.</summary>
    /// <exception cref="ApiException">400: a selector is malformed or names a field that the kind does not offer; 422: the options contradict one another.</exception>
    public static ObjectMatch Of(ResourceType type, string @namespace, ListOptions options, bool watch)
    {
        if (!LabelSelector.TryParse(options.LabelSelector, out var labels, out var error) || !FieldSelector.TryParse(options.FieldSelector, out var fields, out error))
        {
            throw StatusDocument.BadRequest(error).ToException();
        }

        ListOptionRules.Check(options, watch);
        foreach (var requirement in fields.Requirements)
        {
            if (!type.SelectableFields.Contains(requirement.Field))
            {
                throw StatusDocument.BadRequest(type.Behavior.UnsupportedFieldMessage(type, requirement.Field)).ToException();
            }
        }

        return new ObjectMatch(type, @namespace, labels, fields);
    }

    public bool Matches(KubeObject stored)
    {
        if (_namespace.Length > 0 && stored.Namespace != _namespace)
        {
            return false;
        }

        return (_labels.IsEmpty || _labels.Matches(stored.Metadata.Labels)) && (_fields.IsEmpty || MatchesFields(stored));
    }

    // Apart, as its closure is made on entry, and lists ask of each object.
    private bool MatchesFields(KubeObject stored) => _fields.Matches(label => Field(stored, label));

    /// <summary>The matching stored objects in order, from after a key.</summary>
    public IEnumerable<KubeObject> In(Snapshot snapshot, string? after = null)
    {
        if (Name is not null && (!_type.Namespaced || Namespace.Length > 0) && after is null)
        {
            return snapshot.Get(_type.Key(Namespace, Name)) is { } one && Matches(one) ? [one] : [];
        }

        var all = snapshot.List(_type.StorageResource, _type.Namespaced && Namespace.Length > 0 ? Namespace : null, after);
        return IsEverything ? all : all.Where(Matches);
    }

    private string Field(KubeObject stored, string label) => label switch
    {
        "metadata.name" => stored.Name,
        "metadata.namespace" => stored.Namespace,
        _ => _type.Behavior.SelectableField(stored, label),
    };
}
