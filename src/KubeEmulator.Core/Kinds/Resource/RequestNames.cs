using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The names by which a claim's parts refer to its requests: a request, or a request and one of its alternatives.</summary>
internal sealed class RequestNames
{
    private const string Unknown = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public RequestNames(MapValue devices)
    {
        foreach (var request in devices.Maps("requests"))
        {
            var name = request.StringOrEmpty("name");
            _names.Add(name);
            foreach (var alternative in request.Maps("firstAvailable"))
            {
                _names.Add($"{name}/{alternative.StringOrEmpty("name")}");
            }
        }
    }

    /// <summary>A list of references, none twice.</summary>
    public void CheckList(FieldErrors errors, FieldPath path, ListValue? references, int most) =>
        ResourceChecks.Set(errors, path, references, most, (at, item) => Check(errors, at, ResourceChecks.TextOf(item)), item => item);

    /// <summary>One reference.</summary>
    public void Check(FieldErrors errors, FieldPath path, string name)
    {
        var segments = name.Split('/');
        if (segments.Length > 2)
        {
            errors.Invalid(path, name, Unknown);
            return;
        }

        foreach (var segment in segments)
        {
            errors.Label(path, segment);
        }

        if (!_names.Contains(name))
        {
            errors.Invalid(path, name, Unknown);
        }
    }
}
