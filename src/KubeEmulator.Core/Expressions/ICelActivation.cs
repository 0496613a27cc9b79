namespace KubeEmulator.Expressions;

/// <summary>Gives an evaluation the values of its variables; each is asked for at most once.</summary>
internal interface ICelActivation
{
    /// <summary>The variable's value, or <c>null</c> where there is none.</summary>
    CelValue? Find(string name);
}
