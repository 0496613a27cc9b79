using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Every pod pulls its images anew. Upstream: <c>plugin/pkg/admission/alwayspullimages</c>.</summary>
internal sealed class AlwaysPullImagesPlugin : AdmissionPlugin
{
    private static readonly string[] ContainerFields = ["initContainers", "containers", "ephemeralContainers"];

    public override string Name => "AlwaysPullImages";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.IsMain("", "pods")
        && (attributes.Operation == Operation.Create || (attributes.Operation == Operation.Update && !Images(attributes.Object).IsSubsetOf(Images(attributes.OldObject))));

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        foreach (var field in ContainerFields)
        {
            spec = spec.EditMaps(field, container => container.With("imagePullPolicy", "Always"));
        }

        attributes.SetSpec(spec.EditMaps("volumes", volume => volume.EditMap("image", image => image.With("pullPolicy", "Always"))));
        return ValueTask.CompletedTask;
    }

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var spec = attributes.Spec();
        foreach (var field in ContainerFields)
        {
            foreach (var (i, container) in spec.Maps(field).Index())
            {
                Check(errors, FieldPath.Of("spec", field).Index(i).Child("imagePullPolicy"), container.StringOrEmpty("imagePullPolicy"));
            }
        }

        foreach (var (i, volume) in spec.Maps("volumes").Index())
        {
            if (volume.Map("image") is { } image)
            {
                Check(errors, FieldPath.Of("spec", "volumes").Index(i).Child("image").Child("pullPolicy"), image.StringOrEmpty("pullPolicy"));
            }
        }

        // Several refusals are one text in brackets, and no status of their own (utilerrors.NewAggregate).
        var refusals = errors.Select(error => attributes.Forbidden(error.ToString())).ToArray();
        return refusals.Length switch
        {
            0 => ValueTask.CompletedTask,
            1 => throw refusals[0],
            _ => throw StatusDocument.Failure(500, "", string.Create(CultureInfo.InvariantCulture, $"[{string.Join(", ", refusals.Select(r => r.Message))}]")).ToException(),
        };
    }

    private static void Check(FieldErrors errors, FieldPath path, string policy)
    {
        if (policy != "Always")
        {
            errors.NotSupported(path, policy, "Always");
        }
    }

    private static HashSet<string> Images(MapValue? pod) =>
        [.. ContainerFields.SelectMany(field => pod?.Map("spec")?.Maps(field) ?? []).Select(container => container.StringOrEmpty("image"))];
}
