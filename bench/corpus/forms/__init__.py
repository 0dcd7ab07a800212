"""Forms drawn without sight of the program, with their truth; printed by a browser and worn like what archives hold."""
