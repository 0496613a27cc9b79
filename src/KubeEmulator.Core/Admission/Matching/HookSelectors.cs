using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>
/// The namespace and object selectors of a webhook, a policy or a binding. Upstream: apiserver
/// <c>plugin/webhook/predicates/{namespace,object}</c>.
/// </summary>
internal sealed class HookSelectors
{
    private readonly LabelSelector? _namespaces;
    private readonly LabelSelector? _objects;
    private readonly string _fault = "";

    public HookSelectors(MapValue owner)
    {
        if (!LabelSelector.TryFrom(owner["namespaceSelector"] ?? MapValue.Empty, out _namespaces, out var namespaceFault))
        {
            _fault = namespaceFault;
        }

        if (!LabelSelector.TryFrom(owner["objectSelector"] ?? MapValue.Empty, out _objects, out var objectFault))
        {
            _fault = objectFault;
        }
    }

    /// <summary>
    /// Whether the request is selected; an error (a namespace that does not exist) counts only for hooks that are about the request
    /// otherwise, so it is handed over rather than thrown.
    /// </summary>
    public bool Matches(AdmissionAttributes attributes, out ApiException? error)
    {
        error = null;
        if (_namespaces is null || _objects is null)
        {
            error = StatusDocument.InternalError(_fault).ToException();
            return true;
        }

        return MatchesNamespace(attributes, _namespaces, out error)
            && (_objects.IsEmpty || MatchesObject(attributes.Object, _objects) || MatchesObject(attributes.OldObject, _objects));
    }

    private static bool MatchesNamespace(AdmissionAttributes attributes, LabelSelector selector, out ApiException? error)
    {
        error = null;
        var isNamespace = attributes.Type.Plural == "namespaces";
        if (selector.IsEmpty || (attributes.Namespace.Length == 0 && !isNamespace))
        {
            return true;
        }

        if (isNamespace && attributes.Subresource.Length == 0 && attributes.Operation is Operation.Create or Operation.Update)
        {
            return selector.Matches(Labels(attributes.Object));
        }

        if (attributes.Find("", "namespaces", attributes.Namespace) is { } found)
        {
            return selector.Matches(found.Metadata.Labels);
        }

        error = StatusDocument.NotFound(new GroupResource("", "namespaces"), attributes.Namespace).ToException();
        return true;
    }

    private static bool MatchesObject(MapValue? document, LabelSelector selector) => document is not null && selector.Matches(Labels(document));

    private static MapValue? Labels(MapValue? document) => document?.Map("metadata")?.Map("labels");
}
