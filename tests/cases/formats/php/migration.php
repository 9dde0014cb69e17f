<?php
// People of the register

Schema::create('people', function (Blueprint $table) {
    $table->string('race', 40)->nullable()->comment('race of person');
    $table->enum('faith', ['hindu', 'muslim'])->default('hindu');
    $table->unsignedTinyInteger('ethnicity');
});
$form->select('tribe', 'Tribe of person')->options(['W' => 'White', 'B' => 'Black'])->required();
$builder->add('caste', ChoiceType::class, ['label' => 'Caste', 'required' => false, 'choices' => ['High' => 'h']]);
