namespace WallboxMqtt.Tests.Integration;

/// <summary>Tests that must have the process for themselves.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
