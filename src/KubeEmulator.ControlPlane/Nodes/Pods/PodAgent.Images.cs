using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Pods;

/// <content>Pulling images; kubelet's <c>images/image_manager.go</c>.</content>
internal sealed partial class PodAgent
{
    private const string PullFailed = "ErrImagePull";

    // The next look after a failed pull, which then shows that the kubelet holds back.
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(1);

    private async ValueTask<StartFailure?> PullAsync(int place, PodContainer container)
    {
        var (image, field) = (container.Image, container.FieldPath);
        if (!ImageNames.IsValid(image))
        {
            var message = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": invalid reference format";
            await EventAsync("Warning", "InspectFailed", message, field).ConfigureAwait(false);
            await EventAsync("Warning", "Failed", "Error: InvalidImageName", field).ConfigureAwait(false);
            return new StartFailure("InvalidImageName", message, null);
        }

        var policy = Values.ValueReading.String(container.Spec, "imagePullPolicy") ?? "IfNotPresent";
        var fault = _kubelet.PullFault(_pod.Object, container);
        var present = fault is null && _facts[place].Pull is null && _kubelet.Images.Has(image);
        if (present && policy != "Always")
        {
            await EventAsync("Normal", "Pulled", $"Container image \"{image}\" already present on machine and can be accessed by the pod", field).ConfigureAwait(false);
            return null;
        }

        if (policy == "Never")
        {
            var message = $"Container image \"{image}\" is not present with pull policy of Never";
            await EventAsync("Warning", "ErrImageNeverPull", message, field).ConfigureAwait(false);
            await EventAsync("Warning", "Failed", "Error: ErrImageNeverPull", field).ConfigureAwait(false);
            return new StartFailure("ErrImageNeverPull", message, null);
        }

        return await PullNowAsync(place, container, fault).ConfigureAwait(false);
    }

    private async ValueTask<StartFailure?> PullNowAsync(int place, PodContainer container, string? fault)
    {
        var (image, field, facts, now) = (container.Image, container.FieldPath, _facts[place], _kubelet.Now);
        if (facts.Pulls is { } held && held.Updated + held.Delay > now)
        {
            await EventAsync("Normal", "BackOff", $"Back-off pulling image \"{image}\"", field).ConfigureAwait(false);
            await EventAsync("Warning", "Failed", "Error: ImagePullBackOff", field).ConfigureAwait(false);
            return new StartFailure("ImagePullBackOff", $"Back-off pulling image \"{image}\": {PullFailed}: {facts.Failure?.Message}", held.Updated + held.Delay);
        }

        if (facts.Pull is { } known && known.Ends > now)
        {
            return new StartFailure("", "", known.Ends);
        }

        if (facts.Pull is null)
        {
            await EventAsync("Normal", "Pulling", $"Pulling image \"{image}\"", field).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            await EventAsync("Warning", "Failed", $"Failed to pull image \"{image}\": {fault}", field).ConfigureAwait(false);
            await EventAsync("Warning", "Failed", $"Error: {PullFailed}", field).ConfigureAwait(false);
            _facts[place] = facts with { Pull = null, Pulls = BackOff.Next(facts.Pulls, now, now) };
            return new StartFailure(PullFailed, fault, now + NextLook);
        }

        var pull = facts.Pull ?? _kubelet.Pull(_pod.Object, container);
        if (pull.Ends > now)
        {
            _facts[place] = facts with { Pull = pull };
            return new StartFailure("", "", pull.Ends);
        }

        _kubelet.Images.Add(image);
        _facts[place] = facts with { Pull = null };
        var (took, waited) = (GoDuration.Format(pull.Ends - pull.Begins), GoDuration.Format(pull.Ends - pull.Asked));
        await EventAsync("Normal", "Pulled", $"Successfully pulled image \"{image}\" in {took} ({waited} including waiting). Image size: {ImageStore.SizeOf(image)} bytes.", field).ConfigureAwait(false);
        return null;
    }
}
